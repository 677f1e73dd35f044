import { buildPortals } from './build-portals.ts'

/** Builds both portals and says, last, where they lie. */
process.stdout.write(`${JSON.stringify(await buildPortals())}\n`)
