import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { organisationName } from './kind.ts'

testKind(organisationName, about)
