import { useEffect } from 'react'
import { useKept } from './kept.ts'

export const themes = ['light', 'dark', 'auto'] as const
export type Theme = (typeof themes)[number]

export const themeNames: Readonly<Record<Theme, string>> = {
  light: 'Light',
  dark: 'Dark',
  auto: 'As the system',
}

/** What was chosen, and how to choose. `public/theme.js` does the same before the first paint. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [kept, keep] = useKept('theme', 'auto')
  const theme = themes.find((one) => one === kept) ?? 'auto'
  useEffect(() => {
    document.documentElement.dataset['colorMode'] = theme
  }, [theme])
  return [theme, keep]
}
