import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { rating } from './kind.ts'

testKind(rating, about)
