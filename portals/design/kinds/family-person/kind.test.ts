import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { familyPerson } from './kind.ts'

testKind(familyPerson, about)
