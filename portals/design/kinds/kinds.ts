import { address } from './address/kind.ts'
import { addressWithMap } from './address-with-map/kind.ts'
import { bankAccount } from './bank-account/kind.ts'
import { chooseMany } from './choose-many/kind.ts'
import { chooseOne } from './choose-one/kind.ts'
import { computedFigure } from './computed/kind.ts'
import { creditCode } from './credit-code/kind.ts'
import { date } from './date/kind.ts'
import { file } from './file/kind.ts'
import { identityNumber } from './identity-number/kind.ts'
import type { FormKind } from './kind.ts'
import { longText } from './long-text/kind.ts'
import { mobile } from './mobile/kind.ts'
import { money } from './money/kind.ts'
import { note } from './note/kind.ts'
import { number } from './number/kind.ts'
import { personName } from './person-name/kind.ts'
import { rows } from './rows/kind.ts'
import { signatureTyped } from './signature-typed/kind.ts'
import { statement } from './statement/kind.ts'
import { text } from './text/kind.ts'
import { yesNo } from './yes-no/kind.ts'

/** Every kind of field, one folder each; a test holds this list against the folders. */
const list: readonly FormKind[] = [
  text, longText, number, money, computedFigure, bankAccount, date, chooseOne, chooseMany, yesNo, personName, identityNumber, creditCode, mobile,
  address, addressWithMap, file, rows, statement, signatureTyped, note,
]

/** By name, in the order in which they are offered. */
export const formKinds: Readonly<Record<string, FormKind>> = Object.fromEntries(list.map((kind) => [kind.name, kind]))
