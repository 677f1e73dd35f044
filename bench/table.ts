/** Kinds × areas × bands of an amount × urgency: every rule is another corner of a subsidy's terms. */
const areas = ['220102', '220103', '220104', '220105', '220106']
const PER_KIND = 20

export type Inputs = { readonly kind: string; readonly amount: number; readonly area: string; readonly urgent: boolean }

/** The cells of so many rules: kind, amount, area, urgency, and the rate that is given. No two fit the same inputs. */
export function tableRows(count: number): string[][] {
  return Array.from({ length: count }, (_, n) => {
    const band = n % 10
    const amount = band === 9 ? '>= 9000' : `[${band * 1000}..${(band + 1) * 1000})`
    const [near, far] = [areas.slice(0, 2), areas.slice(2)].map((some) => some.map((area) => `"${area}"`).join(', '))
    return [`"kind-${Math.floor(n / PER_KIND)}"`, amount, n % PER_KIND < 10 ? near! : far!, n % 3 === 0 ? 'false' : '-', `${n} / 1000`]
  })
}

/** Inputs of all kinds and bands; most fit a rule. */
export const inputsOf = (n: number, rules: number): Inputs => ({ kind: `kind-${(n * 7) % Math.ceil(rules / PER_KIND + 1)}`, amount: (n * 137) % 11_000, area: areas[n % 5]!, urgent: n % 4 === 0 })

const text = (name: string, content: string): string => `<${name}><text>${content.replaceAll('<', '&lt;')}</text></${name}>`
const input = (name: string, type: string): string => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
const columns = { kind: 'string', amount: 'number', area: 'string', urgent: 'boolean' }

export function tableXml(rows: readonly (readonly string[])[]): string {
  const names = Object.keys(columns)
  return `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="subsidy" name="补贴" namespace="http://xiangyun.gov/bench">${Object.entries(columns).map(([name, type]) => input(name, type)).join('')}
    <decision id="result" name="result">${names.map((name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`).join('')}
      <decisionTable id="t" hitPolicy="UNIQUE">${names.map((name) => `<input id="in-${name}">${text('inputExpression', name)}</input>`).join('')}<output id="rate" name="rate"/>
        ${rows.map((row, n) => `<rule id="r${n}">${row.map((cell, at) => text(at < names.length ? 'inputEntry' : 'outputEntry', cell)).join('')}</rule>`).join('')}
      </decisionTable></decision></definitions>`
}
