import { computed, inject, provide, reactive, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { NoticeItem } from './acting.ts'

/** The one notice of all that must be supplemented; answers and evidence add themselves to it. */
export interface Notice {
  isOpen: Ref<boolean>
  items: ComputedRef<NoticeItem[]>
  has: (key: string) => boolean
  toggle: (item: Omit<NoticeItem, 'say'>) => void
  say: (key: string, words: string) => void
  clear: () => void
}

const key: InjectionKey<Notice> = Symbol('notice')
export const keyOf = (item: { material?: string, field?: string }) => (item.material ? `m:${item.material}` : `f:${item.field}`)

export function provideNotice(): Notice {
  const kept = reactive(new Map<string, NoticeItem>())
  const notice: Notice = {
    isOpen: ref(false),
    items: computed(() => [...kept.values()]),
    has: (one) => kept.has(one),
    toggle(item) {
      const one = keyOf(item)
      if (!kept.delete(one)) kept.set(one, { ...item, say: item.material ? `请补交或重新提交${item.name}` : `请更正“${item.name}”` })
    },
    say(one, words) {
      const item = kept.get(one)
      if (item) kept.set(one, { ...item, say: words })
    },
    clear: () => kept.clear(),
  }
  provide(key, notice)
  return notice
}

export const useNotice = (): Notice | undefined => inject(key, undefined)
