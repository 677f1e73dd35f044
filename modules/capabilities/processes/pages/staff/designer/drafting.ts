import { reactive, ref } from 'vue'
import { asProblem, call, type Problem } from '#design/api.ts'
import { timeWords } from '#design/words/dates.ts'
import { dropProcessDraft, drawProcess, readDrawing, readProcess, saveProcessDraft } from '../../../contract.ts'

/** The draft of one process: what it begins from, saving it, and what to do when a colleague saved meanwhile. */
export function useDraft(key: string) {
  const version = ref(0)
  const isChanged = ref(false)
  const isBusy = ref(false)
  const problem = ref<Problem>()
  /** A colleague saved since: nothing is overwritten unless one says so. */
  const isConflict = ref(false)
  /** What one sees at first, in words. */
  const origin = ref('')

  /** The draft if there is one, else the version in force; with positions. */
  async function open(): Promise<string> {
    const process = await call(readProcess, { key })
    version.value = process.draft?.version ?? 0
    isChanged.value = false
    isConflict.value = false
    if (process.draft) origin.value = `从${process.draft.by} ${timeWords(process.draft.at)}保存的修改稿开始`
    if (process.draft) return (await call(drawProcess, { xml: process.draft.xml })).xml
    const shown = process.versions.find((one) => one.inForce) ?? process.versions[0]
    origin.value = shown ? `从第 ${shown.version} 版开始${shown.inForce ? '（新办件正在用）' : ''}` : ''
    return shown ? (await call(readDrawing, { definition: shown.definition })).xml : ''
  }
  async function save(xml: string): Promise<string | undefined> {
    if (isBusy.value) return undefined
    isBusy.value = true
    problem.value = undefined
    try {
      const saved = await call(saveProcessDraft, { key, xml, version: version.value })
      version.value = saved.version
      isChanged.value = false
      isConflict.value = false
      return saved.savedAt
    } catch (cause) {
      problem.value = asProblem(cause)
      isConflict.value = problem.value.code === 'processes/changed-meanwhile'
      return undefined
    } finally {
      isBusy.value = false
    }
  }
  /** Takes one's own drawing in place of what the colleague saved. */
  async function insist(xml: string): Promise<string | undefined> {
    version.value = (await call(readProcess, { key })).draft?.version ?? 0
    return save(xml)
  }
  async function drop(): Promise<boolean> {
    try {
      await call(dropProcessDraft, { key })
      return true
    } catch (cause) {
      problem.value = asProblem(cause)
      return false
    }
  }
  return reactive({ version, isChanged, isBusy, problem, isConflict, origin, open, save, insist, drop })
}
