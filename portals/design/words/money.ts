// Money in yuan, written as figures and as the formal numerals of GB/T 15835 and the bill rules (票据法实施).

const figures = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/** ¥1,234.00 */
export function moneyWords(yuan: number | string | undefined | null): string {
  const parts = split(yuan)
  if (!parts) return ''
  const whole = parts.whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${parts.minus ? '−' : ''}¥${whole}.${parts.cents}`
}

/** 壹仟贰佰叁拾肆元整 */
export function formalMoney(yuan: number | string | undefined | null): string {
  const parts = split(yuan)
  if (!parts || parts.whole.length > 16) return ''
  const whole = formalWhole(parts.whole)
  const jiao = Number(parts.cents[0])
  const fen = Number(parts.cents[1])
  const sign = parts.minus ? '负' : ''
  if (!jiao && !fen) return `${sign}${whole || '零'}元整`
  const tail = `${jiao ? `${figures[jiao]}角` : whole ? '零' : ''}${fen ? `${figures[fen]}分` : '整'}`
  return `${sign}${whole ? `${whole}元` : ''}${tail}`
}

function split(yuan: number | string | undefined | null) {
  if (yuan === undefined || yuan === null || yuan === '') return undefined
  const text = typeof yuan === 'number' ? plain(yuan) : yuan.replaceAll(',', '').trim()
  const match = /^(-?)0*(\d+)(?:\.(\d{1,2})\d*)?$/.exec(text)
  if (!match) return undefined
  return { minus: match[1] === '-', whole: match[2] ?? '0', cents: (match[3] ?? '').padEnd(2, '0') }
}

const plain = (yuan: number) => (Math.round(yuan * 100) / 100).toFixed(2)

function formalWhole(digits: string): string {
  let words = ''
  let gap = false
  const padded = digits.padStart(Math.ceil(digits.length / 4) * 4, '0')
  for (let start = 0; start < padded.length; start += 4) {
    const four = padded.slice(start, start + 4)
    const group = groups[(padded.length - start) / 4 - 1]
    if (four === '0000') { gap = words !== ''; continue }
    let part = ''
    let zero = gap
    for (let index = 0; index < 4; index++) {
      const figure = Number(four[index])
      if (!figure) { zero = zero || words !== '' || part !== ''; continue }
      part += `${zero && (words || part) ? '零' : ''}${figures[figure]}${places[3 - index]}`
      zero = false
    }
    words += `${part}${group}`
    gap = false
  }
  return words
}
