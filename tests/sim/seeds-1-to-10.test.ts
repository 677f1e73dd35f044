import { holds } from './seeds.ts'

holds(1, 10)
