import { equalBytes, parseCertificate, sm3, verifyCertificateChain, verifySm2 } from '@xiangyun/gm'
import type { Certificate } from '@xiangyun/gm'
import { dayInChina } from './china-day.ts'
import { isSm2Signature, mayPress, verifySealMaker } from './ses-seal.ts'
import type { Seal } from './ses-seal.ts'
import type { SealSignature } from './ses-signature.ts'
import { failed, judge, notChecked, passed } from './verify-report.ts'
import type { Check, SealStatus } from './verify-report.ts'

export interface Trust {
  readonly trustedRoots: readonly Certificate[]
  readonly intermediates?: readonly Certificate[]
  /** The time of the question. */
  readonly at: Date
  /** What the seal register answered, by seal identifier. Left out: nobody asked. */
  readonly sealStatus?: (sealId: string) => SealStatus | undefined
}

/** The signature itself: the signer's over TBS_Sign, and TBS_Sign's digest of Signature.xml. */
export function checkSignature(signature: SealSignature, signer: Certificate | undefined, signatureFile: Uint8Array, place: string): Check[] {
  const holds = signer !== undefined && isSm2Signature(signature.algorithm) && verifySm2(signer.publicKey, signature.toSign, signature.signature)
  const same = equalBytes(sm3(signatureFile), signature.dataHash)
  const here = signature.propertyInfo.replace(/^\//, '') === place
  return [
    judge('signature-value', '签章人签名', holds, { yes: 'SM2 签名验证通过', no: 'SM2 签名验证不通过，签章数据被改动' }),
    judge('signature-file', '签名描述文件', same && here, { yes: '与签章数据一致', no: `文件“${place}”被改动` }),
  ]
}

/** The seal: the same one in both places, made by a trusted maker, pressed by one of its own signers. */
export function checkSeal(signature: SealSignature, sealFile: Uint8Array | undefined, trust: Trust): Check[] {
  const { seal } = signature
  const title = '制章人'
  const maker = parseCertificate(seal.makerCertificate)
  const sameFile = judge('seal-file', '印章文件', sealFile === undefined || equalBytes(sealFile, seal.der), { yes: '与签章数据中的印章一致', no: '印章文件与签章数据中的印章不一致' })
  return [
    sameFile,
    maker.ok ? checkMaker(seal, maker.value, trust) : failed('seal-maker', title, '制章人证书不可读'),
    judge('seal-signer', '签章人与印章', mayPress(seal, signature.signerCertificate), { yes: '签章人证书在印章的证书列表中', no: '签章人证书不在印章的证书列表中' }),
  ]
}

/** The maker must have been trusted when the seal was made, not today. */
function checkMaker(seal: Seal, maker: Certificate, trust: Trust): Check {
  const title = '制章人'
  if (!isSm2Signature(seal.algorithm) || !verifySealMaker(seal, maker)) return failed('seal-maker', title, '印章上的制章人签名不符，印章不可信')
  const chain = verifyCertificateChain({ certificate: maker, roots: trust.trustedRoots, intermediates: trust.intermediates ?? [], at: seal.createdAt })
  if (!chain.ok) return failed('seal-maker', title, `制章人证书不受信任：${chain.message}`)
  return passed('seal-maker', title, `由“${maker.subject.commonName}”制作，签名验证通过`)
}

/** Validity when the seal was pressed decides; validity now is told. */
export function checkValidity(signature: SealSignature, trust: Trust): Check[] {
  const { seal, signedAt } = signature
  const period = `${dayInChina(seal.validFrom)} 至 ${dayInChina(seal.validTo)}`
  const then = isWithin(seal, signedAt)
  const now = isWithin(seal, trust.at)
  return [
    judge('seal-validity-then', '盖章时印章有效期', then, { yes: `盖章时在有效期内（${period}）`, no: `盖章时不在印章有效期内（${period}）` }),
    now
      ? passed('seal-validity-now', '当前印章有效期', '印章现在有效期内')
      : notChecked('seal-validity-now', '当前印章有效期', `印章现已不在有效期内（${period}），不影响此前的盖章`),
  ]
}

function isWithin(seal: Seal, time: Date): boolean {
  return seal.validFrom <= time && time <= seal.validTo
}

/** A register that does not answer proves nothing: only an answer of `revoked` or `frozen` counts against a seal. */
export function checkStatus(status: SealStatus, signedAt: Date): Check {
  const title = '印章状态'
  if (status.state === 'unchecked') return notChecked('seal-status', title, '未能核查印章状态，不代表印章已注销')
  if (status.state === 'unknown') return failed('seal-status', title, '印章未在印章管理系统备案')
  if (status.state === 'in-force') return passed('seal-status', title, '印章状态正常')
  const [word, day] = [status.state === 'revoked' ? '注销' : '冻结', dayInChina(status.since)]
  if (status.since <= signedAt) return failed('seal-status', title, `盖章时印章已${word}（${day}）`)
  return passed('seal-status', title, `印章已于 ${day} ${word}，盖章时有效`)
}

/** The signer's certificate at the time of signing, and that this time has already come. */
export function checkTrust(signature: SealSignature, signer: Certificate | undefined, trust: Trust): Check[] {
  const title = '签章人证书'
  const time = judge('signing-time', '盖章时间', signature.signedAt <= trust.at, { yes: '盖章时间不晚于现在', no: '盖章时间晚于现在' })
  if (!signer) return [time, failed('certificate-chain', title, '签章人证书不可读')]
  if (signer.keyUses && !signer.keyUses.includes('digitalSignature')) return [time, failed('certificate-chain', title, '签章人证书不能用于签名')]
  const chain = verifyCertificateChain({
    certificate: signer, roots: trust.trustedRoots, intermediates: trust.intermediates ?? [], at: signature.signedAt,
  })
  const links = chain.ok ? chain.value.map((link) => link.subject.commonName).join(' ← ') : ''
  return [time, judge('certificate-chain', title, chain.ok, { yes: `盖章时证书链可信：${links}`, no: `盖章时证书不受信任：${chain.ok ? '' : chain.message}` })]
}
