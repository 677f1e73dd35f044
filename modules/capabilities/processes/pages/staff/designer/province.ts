import { computed } from 'vue'
import { useSession } from '#design/session.ts'

/** Processes are drawn and published for the whole province; below it they are looked at, checked and walked, and one's own cases moved. */
export function useProvince() {
  const { session, may } = useSession()
  const isOfProvince = computed(() => /^\d{2}0000$/.test(session.value.unit?.division ?? ''))
  return {
    mayDesign: computed(() => isOfProvince.value && may('processes:design')),
    mayPublish: computed(() => isOfProvince.value && may('processes:publish')),
    /** Has the right, but not here: told once, instead of refused after the work. */
    isBelow: computed(() => !isOfProvince.value && may('processes:design')),
  }
}
export const belowWords = '流程由省里统一设计和发布，您可以查看、检查和试走，也可以迁移本地区的办件。'
