import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { chooseManyFromList } from './kind.ts'

testKind(chooseManyFromList, about)
