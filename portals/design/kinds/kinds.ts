import { accountWithBank } from './account-with-bank/kind.ts'
import { addressWithMap } from './address-with-map/kind.ts'
import { address } from './address/kind.ts'
import { bankAccount } from './bank-account/kind.ts'
import { boundary } from './boundary/kind.ts'
import { cascade } from './cascade/kind.ts'
import { chooseManyFromList } from './choose-many-from-list/kind.ts'
import { chooseMany } from './choose-many/kind.ts'
import { chooseOne } from './choose-one/kind.ts'
import { clauseText } from './clause-text/kind.ts'
import { commitmentLetter } from './commitment-letter/kind.ts'
import { computedMoney } from './computed-money/kind.ts'
import { computedFigure } from './computed/kind.ts'
import { count } from './count/kind.ts'
import { creditCode } from './credit-code/kind.ts'
import { dateTime } from './date-time/kind.ts'
import { date } from './date/kind.ts'
import { dictionaryEntry } from './dictionary/kind.ts'
import { division } from './division/kind.ts'
import { education } from './education/kind.ts'
import { email } from './email/kind.ts'
import { familyPerson } from './family-person/kind.ts'
import { file } from './file/kind.ts'
import { firmActedFor } from './firm-acted-for/kind.ts'
import { heading } from './heading/kind.ts'
import { identityDocument } from './identity-document/kind.ts'
import { identityNumber } from './identity-number/kind.ts'
import type { FormKind } from './kind.ts'
import { landline } from './landline/kind.ts'
import { language } from './language/kind.ts'
import { licenceHeld } from './licence-held/kind.ts'
import { longText } from './long-text/kind.ts'
import { mapPoint } from './map-point/kind.ts'
import { maritalStatus } from './marital-status/kind.ts'
import { matrix } from './matrix/kind.ts'
import { mobile } from './mobile/kind.ts'
import { moneyInCapitals } from './money-in-capitals/kind.ts'
import { money } from './money/kind.ts'
import { month } from './month/kind.ts'
import { nation } from './nation/kind.ts'
import { noWithReason } from './no-with-reason/kind.ts'
import { note } from './note/kind.ts'
import { number } from './number/kind.ts'
import { official } from './official/kind.ts'
import { organisationName } from './organisation-name/kind.ts'
import { percentage } from './percentage/kind.ts'
import { period } from './period/kind.ts'
import { personName } from './person-name/kind.ts'
import { phoneOrMobile } from './phone-or-mobile/kind.ts'
import { photo } from './photo/kind.ts'
import { postcode } from './postcode/kind.ts'
import { quantity } from './quantity/kind.ts'
import { ranking } from './ranking/kind.ts'
import { rating } from './rating/kind.ts'
import { realEstateUnit } from './real-estate-unit/kind.ts'
import { relation } from './relation/kind.ts'
import { rows } from './rows/kind.ts'
import { sex } from './sex/kind.ts'
import { signatureDrawn } from './signature-drawn/kind.ts'
import { signatureTyped } from './signature-typed/kind.ts'
import { statement } from './statement/kind.ts'
import { table } from './table/kind.ts'
import { textList } from './text-list/kind.ts'
import { text } from './text/kind.ts'
import { time } from './time/kind.ts'
import { validity } from './validity/kind.ts'
import { vehiclePlate } from './vehicle-plate/kind.ts'
import { vehicleVin } from './vehicle-vin/kind.ts'
import { webAddress } from './web-address/kind.ts'
import { year } from './year/kind.ts'
import { yesNo } from './yes-no/kind.ts'
import { yesWithDetail } from './yes-with-detail/kind.ts'

/** Every kind of field, one folder each; a test holds this list against the folders. */
const list: readonly FormKind[] = [
  text, longText, webAddress,
  number, count, percentage, quantity, money, moneyInCapitals, computedFigure, computedMoney, bankAccount, accountWithBank, vehiclePlate, vehicleVin,
  date, year, month, time, dateTime, period, validity,
  chooseOne, chooseMany, chooseManyFromList, yesNo, yesWithDetail, noWithReason, dictionaryEntry, cascade, ranking, rating, matrix,
  personName, identityNumber, identityDocument, sex, nation, maritalStatus, education, language, relation, familyPerson,
  mobile, landline, phoneOrMobile, email, organisationName, creditCode, firmActedFor, official,
  address, addressWithMap, division, postcode, mapPoint, boundary, realEstateUnit,
  file, photo, licenceHeld,
  rows, table, textList,
  statement, commitmentLetter, signatureTyped, signatureDrawn, note, clauseText, heading,
]

/** By name, in the order in which they are offered. */
export const formKinds: Readonly<Record<string, FormKind>> = Object.fromEntries(list.map((kind) => [kind.name, kind]))
