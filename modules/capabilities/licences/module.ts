import { problemLine } from '@xiangyun/kernel/definitions'
import { defineModule, handle, onDeadline, provide } from '@xiangyun/kernel/modules'
import {
  cancelLicence, copyFile, failures, licenceChanged, licenceEnding, licenceFile, licenceIssued, licencePicture, licenceProof, licenceUses, listCopies, logConsistency, logHead, logLeaves, makeCopy, myLicences, readLicence, restoreLicence, revokeLicence, searchLicences, showLicence, suspendLicence,
  verifyCode, verifyFile,
} from './contract.ts'
import { file as fileOfCopy, list, make } from './copies/copies.ts'
import { endingDeadline, tellOfEnd } from './ending.ts'
import { licencesOn } from './licences.ts'
import { consistency, leaves, newestHead, proof } from './log/proving.ts'
import { logSealing } from './log/sealing.ts'
import { licencesPort } from './port.ts'
import { readLicenceTypes } from './types.ts'
import { byIssuer } from './use-cases/change-state.ts'
import { verifyCode as checkCode, verifyFile as checkFile } from './use-cases/verify-licence.ts'
import { file, mine, picture, read, search, show, uses } from './views.ts'

export const licences = defineModule({
  name: 'licences', tier: 'capabilities', title: '电子证照', requires: ['seals', 'organisations'], failures,
  permissions: { 'licences:check': '核验证照：查看任何持证人的照面', 'licences:revoke': '变更本单位签发证照的状态' },
  publishes: [licenceIssued, licenceChanged, licenceEnding],
  tables: ['licence', 'counter', 'letter', 'copy', 'log_entry', 'log_node', 'log_head'],
  routes: [
    handle(myLicences, mine), handle(searchLicences, search), handle(readLicence, read), handle(licenceFile, file), handle(licencePicture, picture),
    handle(showLicence, show), handle(licenceUses, uses), handle(verifyFile, checkFile), handle(verifyCode, checkCode),
    handle(makeCopy, make), handle(listCopies, list), handle(copyFile, fileOfCopy),
    handle(licenceProof, proof), handle(logHead, newestHead), handle(logConsistency, consistency), handle(logLeaves, leaves),
    handle(suspendLicence, byIssuer('suspend')), handle(restoreLicence, byIssuer('restore')), handle(revokeLicence, byIssuer('revoke')), handle(cancelLicence, byIssuer('cancel')),
  ],
  deadlines: [onDeadline(endingDeadline, tellOfEnd)],
  workers: [logSealing],
  provides: [provide(licencesPort, licencesOn)],
  prepare: async (_, config) => {
    const { problems } = readLicenceTypes(config.catalogue)
    if (problems.length > 0) throw new Error(problemLine(problems[0]!))
  },
})
