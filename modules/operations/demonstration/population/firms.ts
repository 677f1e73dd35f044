import { buildCreditCode, CREDIT_CODE_ALPHABET, organisationCheckDigit } from '@xiangyun/identifiers'
import { isoOf } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Person } from './people.ts'

export type FirmKind = '有限责任公司' | '个体工商户' | '个人独资企业'
export type FirmState = '存续' | '吊销' | '经营异常'
export type Firm = {
  readonly creditCode: string; readonly name: string; readonly kind: FirmKind; readonly representative: Person; readonly county: string; readonly address: string
  readonly capital: number; readonly scope: string; readonly founded: string; readonly state: FirmState
}

const FOUNDED_WITHIN = 15 * 365

/** Codes in a marked test range: organisation codes that begin with `TT`, check digits right. */
export function testFirmCode(kind: FirmKind, county: string, serial: number): string {
  let [rest, body] = [serial, '']
  for (let i = 0; i < 6; i++) {
    body = CREDIT_CODE_ALPHABET[rest % 31]! + body
    rest = Math.floor(rest / 31)
  }
  const built = buildCreditCode({ category: kind === '个体工商户' ? '92' : '91', division: county, organisation: `TT${body}${organisationCheckDigit(`TT${body}`)}` })
  if (!built.ok) throw new Error(built.message)
  return built.value
}

const marks = ['松江', '长白', '北国', '春城', '瑞雪', '东岭', '沃野', '金秋', '丰禾', '和顺', '百川', '鹿鸣', '云海', '天池', '江畔', '同兴', '众合', '明德', '启航', '永泰', '嘉禾', '安康', '福顺', '新翼', '青禾', '晨光', '博远', '锦程']
const trades: readonly (readonly [shop: string, company: string, scope: string])[] = [
  ['小馆', '餐饮管理', '餐饮服务；食品销售'], ['面馆', '餐饮', '餐饮服务'], ['超市', '商贸', '食品销售；日用百货销售'], ['便利店', '零售', '食品销售；烟草制品零售；日用百货销售'], ['理发店', '美容美发', '理发服务；生活美容服务'],
  ['旅馆', '酒店管理', '住宿服务'], ['药房', '医药', '药品零售；医疗器械销售'], ['农资店', '农业科技', '农作物种子销售；化肥销售'], ['汽修部', '汽车服务', '机动车维修和维护'], ['打印社', '信息技术', '软件开发；信息技术咨询服务'],
  ['养殖场', '牧业', '牲畜饲养；家禽饲养'], ['木材加工厂', '木业', '木材加工；木材销售'], ['货运部', '物流', '道路货物运输；仓储服务'], ['服装店', '服饰', '服装服饰零售'], ['培训室', '教育咨询', '教育咨询服务'], ['建材店', '建筑工程', '建筑材料销售；各类工程建设活动'],
]

export type FirmMaker = (chance: Chance, representative: Person) => Firm

export function firmMaker(today: number): FirmMaker {
  let serial = 1000
  return (chance, representative) => {
    const kind: FirmKind = chance.happens(0.66) ? '个体工商户' : chance.happens(0.93) ? '有限责任公司' : '个人独资企业'
    const [shop, company, scope] = chance.pick(trades)
    const mark = chance.pick(marks) + (chance.happens(0.7) ? chance.pick(marks) : '')
    const { county } = representative.place
    const region = representative.place.address.replace('吉林省', '').replace(/^(.*?(?:市|自治州).*?(?:区|市|县)).*$/, '$1')
    const fate = chance.unit()
    return {
      creditCode: testFirmCode(kind, county, serial++), kind, representative, county, scope, state: fate < 0.95 ? '存续' : fate < 0.98 ? '吊销' : '经营异常',
      name: kind === '个体工商户' ? `${region}${mark}${shop}` : kind === '有限责任公司' ? `吉林省${mark}${company}有限公司` : `${region}${mark}${company}服务部`,
      address: `${representative.place.address}商业街${chance.between(1, 300)}号`, capital: kind === '个体工商户' ? chance.between(1, 20) : chance.between(10, 1000), founded: isoOf(today - 30 - chance.whole(FOUNDED_WITHIN)),
    }
  }
}
