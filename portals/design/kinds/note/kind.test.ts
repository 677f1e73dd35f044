import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { note } from './kind.ts'

testKind(note, about)
