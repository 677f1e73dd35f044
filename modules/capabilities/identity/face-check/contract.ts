import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'

/** Whether a checking institution is there at all; a face is never the only way (人脸识别技术应用安全管理办法 第十条). */
export const readStepUpWays = defineRoute({ method: 'GET', path: '/session/step-up/ways', permission: 'signed-in', summary: '有哪些再次核验的方式', input: Type.Object({}), reply: Type.Object({ face: Type.Boolean() }) })
export const askFace = defineRoute({
  method: 'POST', path: '/session/step-up/face', permission: 'signed-in', summary: '到核验机构刷脸，须先同意', repeatable: true, perMinute: 10, input: Type.Object({ agreed: Type.Literal(true) }), reply: Type.Object({ check: Type.String(), page: Type.String() }),
  failures: ['identity/no-face', 'identity/face-unreachable', 'identity/too-many-codes'],
})
export const proveFace = defineRoute({
  method: 'POST', path: '/session/step-up/face/proof', permission: 'signed-in', summary: '用刷脸的结果提高核验等级', repeatable: true, perMinute: 60, input: Type.Object({ check: Type.String({ pattern: '^[\\w-]{8,100}$' }) }),
  reply: Type.Object({ assurance: Type.String(), state: Type.Enum(['waiting', 'passed', 'failed']) }), failures: ['identity/no-face', 'identity/face-unreachable', 'identity/no-check'],
})

export const faceFailures = defineFailures({
  'identity/no-face': [404, '这里不能刷脸，请用短信验证码或者通行密钥'],
  'identity/face-unreachable': [503, '核验机构暂时连不上，请用短信验证码或者通行密钥'],
  'identity/no-check': [404, '没有找到这次刷脸，或者已经用过、过期了，请重新刷脸'],
})
