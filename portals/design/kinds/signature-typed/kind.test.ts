import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { signatureTyped } from './kind.ts'

testKind(signatureTyped, about)
