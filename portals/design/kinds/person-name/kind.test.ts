import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { personName } from './kind.ts'

testKind(personName, about)
