import { auditSequencer } from '@xiangyun/kernel/audit'
import { defineModule, handle } from '@xiangyun/kernel/modules'
import { failures, myReads, proveLine, readAudit, verifyAudit } from './contract.ts'
import { lines, proof, reads, verification } from './views.ts'

export const dataSecurity = defineModule({
  name: 'data-security', tier: 'operations', title: '数据安全与审计', failures,
  permissions: { 'audit:read': '查阅审计日志', 'audit:verify': '核验整本审计日志' },
  routes: [handle(readAudit, lines), handle(proveLine, proof), handle(verifyAudit, verification), handle(myReads, reads)],
  workers: [auditSequencer],
})
