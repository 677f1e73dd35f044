import { defineKind } from '../kind.ts'

/** Values of the signs, A to Z without I, O and Q (GB 16735, appendix on the ninth sign). */
const signs = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'
const values = '012345678912345678123457923456789'
const weights = '[8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]'
const total = `sum(for i in 1..17 return ${weights}[i] * number(substring("${values}", string length(substring before("${signs}", substring(value, i, 1))) + 1, 1)))`

export const vehicleVin = defineKind({
  schema: { type: 'string', maxLength: 17 },
  must: [{
    must: `if matches(value, "^[0-9A-HJ-NPR-Z]{17}$") then substring("0123456789X", modulo(${total}, 11) + 1, 1) = substring(value, 9, 1) else false`,
    say: '不是有效的车辆识别代号，请照行驶证核对 17 位，没有字母 I、O、Q',
  }],
  name: 'vehicle-vin',
})
