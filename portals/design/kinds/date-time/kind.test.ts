import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { dateTime } from './kind.ts'

testKind(dateTime, about)
