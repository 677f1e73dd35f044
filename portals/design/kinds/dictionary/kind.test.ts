import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { dictionaryEntry } from './kind.ts'

testKind(dictionaryEntry, about)
