import type { Validate } from '@xiangyun/forms/check'
import type { Formats } from '@xiangyun/forms/form'
import { ownFormats } from '@xiangyun/forms/formats'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { readValidator } from '#modules/capabilities/items/contract.ts'
import { linkTo } from '../api.ts'

interface Emitted { makeValidator: (formats: Formats) => Validate }

/** The very program that the server checks with; without it (offline, old browser) the form takes its own first look. */
export async function validatorOf(item: string, version: number): Promise<Validate | undefined> {
  try {
    const emitted = await import(/* @vite-ignore */ linkTo(readValidator, { item, version })) as Emitted
    return emitted.makeValidator({ ...ownFormats, ...itemFormats })
  } catch {
    return undefined
  }
}
