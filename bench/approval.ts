/** A condition in the words of one engine. */
type Dialect = { readonly isLarge: string }

const PARALLEL = 5_000

/** The same approval for each engine; only the words of its one condition differ. */
export const dialects = {
  feel: { isLarge: `<conditionExpression xsi:type="tFormalExpression">amount &gt; ${PARALLEL}</conditionExpression>` },
  javascript: { isLarge: `<conditionExpression xsi:type="tFormalExpression" language="JavaScript">next(null, environment.variables.amount &gt; ${PARALLEL})</conditionExpression>` },
  juel: { isLarge: `<conditionExpression xsi:type="tFormalExpression">\${amount &gt; ${PARALLEL}}</conditionExpression>` },
} as const satisfies Record<string, Dialect>

const flow = (from: string, to: string, inner = ''): string => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`

/**
 * Five tasks of people: accept and review, then for large amounts law and finance side by side, and the decision. The review
 * has a boundary timer, which reminds and does not interrupt.
 */
export const approval = ({ isLarge }: Dialect): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="approval-definitions" targetNamespace="http://xiangyun.gov/bench">
  <process id="approval" name="审批" isExecutable="true">
    <startEvent id="asked"/><userTask id="accept" name="受理"/><userTask id="review" name="审查"/>
    <boundaryEvent id="overdue" attachedToRef="review" cancelActivity="false"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P5D</timeDuration></timerEventDefinition></boundaryEvent>
    <endEvent id="reminded"/><exclusiveGateway id="size" default="size-small"/><exclusiveGateway id="small"/>
    <parallelGateway id="apart"/><userTask id="law" name="法制审核"/><userTask id="finance" name="财务审核"/><parallelGateway id="together"/>
    <userTask id="decide" name="决定"/><endEvent id="decided"/>
    ${flow('asked', 'accept')}${flow('accept', 'review')}${flow('overdue', 'reminded')}${flow('review', 'size')}
    ${flow('size', 'apart', isLarge)}${flow('size', 'small')}
    ${flow('apart', 'law')}${flow('apart', 'finance')}${flow('law', 'together')}${flow('finance', 'together')}
    ${flow('together', 'small')}${flow('small', 'decide')}${flow('decide', 'decided')}
  </process>
</definitions>`

/** The order in which people do the tasks of a large case. */
export const taskOrder = ['accept', 'review', 'law', 'finance', 'decide'] as const

/** One step starts the case, and one does each of its tasks. */
export const STEPS = taskOrder.length + 1

const characters = [...'申请人姓名证件号码地址联系电话经营范围面积用途说明材料日期单位法定代表负责长春市南关区人民大街号楼层房间注册资本万元食品销售餐饮服务许可']

/** Text without a pattern, as people's answers are; the same in every run. */
const answer = (n: number): string => Array.from({ length: 24 }, (_, at) => characters[(n * 7919 + at * at * 31 + at * n * 17) % characters.length]).join('')

/** What an applicant filled in: about 11 KB of JSON. */
export const form = Object.freeze(Object.fromEntries(Array.from({ length: 128 }, (_, n) => [`field${n}`, answer(n)])))

/** The same in fewer words, so that a whole state is about 1 KB. */
export const smallForm = Object.freeze({ field1: '王示例', field2: '长春市南关区', note: '材料齐全' })

export const variablesOf = (data: Readonly<Record<string, string>> = form): { amount: number; applicant: { kind: string; name: string }; form: Readonly<Record<string, string>> } => ({ amount: 8_000, applicant: { kind: 'firm', name: '示例公司' }, form: data })
