import type { ItemDefinition } from './definition.ts'

const safe = (text: string): string => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A decision table without rules for an item that says what it decides: its inputs and outputs stand as columns, to be filled. */
export function blankRules(item: string, { name, decide }: Pick<ItemDefinition, 'name' | 'decide'>): string | null {
  if (!decide) return null
  const inputs = Object.keys(decide.inputs)
  const key = decide.decision
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="${safe(item)}-rules" name="${safe(name)}" namespace="http://xiangyun.gov/items/${safe(item)}">
${inputs.map((one) => `  <inputData id="input-${one}" name="${one}"><variable name="${one}" typeRef="Any" /></inputData>`).join('\n')}
  <decision id="${key}" name="${key}">
    <variable name="${key}" typeRef="Any" />
${inputs.map((one) => `    <informationRequirement id="${key}-needs-${one}"><requiredInput href="#input-${one}" /></informationRequirement>`).join('\n')}
    <decisionTable id="${key}-table" hitPolicy="FIRST">
${inputs.map((one) => `      <input id="column-${one}" label="${one}"><inputExpression id="column-${one}-expression" typeRef="Any"><text>${one}</text></inputExpression></input>`).join('\n')}
${decide.gives.map((one) => `      <output id="gives-${one}" name="${one}" label="${one}" />`).join('\n')}
      <rule id="rule-1">
${inputs.map((one) => `        <inputEntry id="rule-1-${one}"><text>-</text></inputEntry>`).join('\n')}
${decide.gives.map((one) => `        <outputEntry id="rule-1-gives-${one}"><text>null</text></outputEntry>`).join('\n')}
      </rule>
    </decisionTable>
  </decision>
</definitions>
`
}
