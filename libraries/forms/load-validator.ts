import type { Validate } from './check.ts'
import type { Formats } from './form.ts'
import { ownFormats } from './formats.ts'

interface Emitted {
  readonly makeValidator: (formats: Formats) => Validate
}

/** Loads an emitted validator on the server; a browser imports the same source from its own address. */
export async function loadValidator(source: string, formats: Formats = {}): Promise<Validate> {
  const module = (await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`)) as Emitted
  return bindValidator(module, formats)
}

/** Gives an imported validator module the formats that it needs. */
export const bindValidator = (module: Emitted, formats: Formats = {}): Validate => module.makeValidator({ ...ownFormats, ...formats })
