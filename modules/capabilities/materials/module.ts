import { defineModule, provide } from '@xiangyun/kernel/modules'
import { failures } from './contract.ts'
import { materialsPort } from './port.ts'
import { receive } from './receiving.ts'

export const materials = defineModule({
  name: 'materials', tier: 'capabilities', title: '政务服务事项材料库', failures,
  provides: [provide(materialsPort, (context) => ({
    receive: (source, name, accepts, owner) => receive(context, source, name, accepts, owner),
    read: (blob) => context.blobs.get(blob),
  }))],
})
