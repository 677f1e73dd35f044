import { reactive, readonly, watchEffect } from 'vue'

export type ThemeChoice = 'system' | 'light' | 'dark'

interface Look { theme: ThemeChoice, elder: boolean, contrast: boolean }

const key = 'xiangyun-look'
const asksDark = matchMedia('(prefers-color-scheme: dark)')
const asksContrast = matchMedia('(prefers-contrast: more)')

const look = reactive<Look>(kept())
const system = reactive({ dark: asksDark.matches, contrast: asksContrast.matches })

function kept(): Look {
  const plain: Look = { theme: 'system', elder: false, contrast: false }
  try {
    return { ...plain, ...JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Look> }
  } catch {
    return plain
  }
}

function keep() {
  try { localStorage.setItem(key, JSON.stringify(look)) } catch { /* a browser that keeps nothing still works */ }
}

/** Puts the look on <html> and follows the system's wish while the person has not chosen. */
export function startLook() {
  asksDark.addEventListener('change', () => { system.dark = asksDark.matches })
  asksContrast.addEventListener('change', () => { system.contrast = asksContrast.matches })
  watchEffect(() => {
    const root = document.documentElement
    const dark = look.theme === 'dark' || (look.theme === 'system' && system.dark)
    root.dataset.theme = dark ? 'dark' : 'light'
    root.toggleAttribute('data-elder', look.elder)
    if (look.contrast || system.contrast) root.dataset.contrast = 'more'
    else delete root.dataset.contrast
  })
}

export function useLook() {
  return {
    look: readonly(look),
    choose(change: Partial<Look>) { Object.assign(look, change); keep() },
  }
}
