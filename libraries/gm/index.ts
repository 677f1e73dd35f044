export type { Result } from './result.ts'
export { OID } from './oids.ts'
export { equalBytes, hmacSm3, pbkdf2Sm3, pbkdf2Sm3Now, sm3 } from './sm3.ts'
export { envelopeKey, openEnvelope, sealEnvelope, sm4Ctr } from './sm4.ts'
export type { EnvelopeKey, EnvelopeOptions } from './sm4.ts'
export {
  DEFAULT_SIGNER_ID, fromPem, generateSm2Key, sm2PrivateKeyFromPem, sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromScalar,
  sm2PublicKeyFromPoint, sm2PublicKeyFromSpki, sm2PublicKeyToSpki, sm2Za, toPem,
} from './sm2-keys.ts'
export type { Sm2PrivateKey, Sm2PublicKey } from './sm2-keys.ts'
export { signSm2, signatureFromRaw, signatureToRaw, verifySm2 } from './sm2-sign.ts'
export {
  der, derBitString, derBoolean, derCertificateTime, derExplicit, derGeneralizedTime, derIa5, derImplicit, derInteger, derOctetString, derOid,
  derPrintable, derSequence, derSet, derUtf8,
} from './der-write.ts'
export {
  decodeDer, derChildren, expectTag, readBits, readBoolean, readInteger, readIntegerBytes, readOctets, readOid, readSequence, readText, readTime, refuseDer,
} from './der-read.ts'
export type { DerElement } from './der-read.ts'
export { KEY_USES, certificateToPem, parseCertificate, parseCertificatePem } from './certificate.ts'
export type { Certificate, CertificateFailure, DistinguishedName, KeyUse } from './certificate.ts'
export { issueCertificate, issueRootCertificate } from './issue-certificate.ts'
export type { CertificateRequest } from './issue-certificate.ts'
export { isListOf, issueRevocationList, parseRevocationList, revocationState } from './revocation-list.ts'
export type { RevocationList, RevocationListFailure } from './revocation-list.ts'
export { verifyCertificateChain, verifyCertificateSignature } from './certificate-chain.ts'
export type { ChainFailure } from './certificate-chain.ts'
export {
  EMPTY_FRONTIER, appendMerkleLeaf, consistencyProof, inclusionProof, merkleHead, merkleHeadAt, merkleLeaf, merkleParent, nodesForConsistency, nodesForInclusion,
} from './merkle-tree.ts'
export type { MerkleFrontier, MerkleNode, MerkleReader } from './merkle-tree.ts'
export { verifyConsistency, verifyInclusion } from './merkle-verify.ts'
