import { citizenSources } from '../form/citizen-sources.ts'
import type { FormSources } from '../form/sources.ts'
import { sampleSources } from '../showcase/sample-sources.ts'

/** While a form is tried: tables and offices of the province as they are; whose licences, family and firms would be shown is made up, as nobody fills it in yet. */
export const trialSources: FormSources = { ...sampleSources(() => 'ready'), dictionary: citizenSources.dictionary, officials: citizenSources.officials }
