import { DeviceDesktopIcon, type Icon, MoonIcon, SunIcon } from '@primer/octicons-react'
import { ActionList, ActionMenu, IconButton } from '@primer/react'
import { type Theme, themeNames, themes, useTheme } from './theme.ts'

const icons: Readonly<Record<Theme, Icon>> = { light: SunIcon, dark: MoonIcon, auto: DeviceDesktopIcon }

export function ThemeMenu() {
  const [theme, choose] = useTheme()
  return (
    <ActionMenu>
      <ActionMenu.Anchor>
        <IconButton icon={icons[theme]} aria-label={`Theme: ${themeNames[theme]}`} variant="invisible" />
      </ActionMenu.Anchor>
      <ActionMenu.Overlay width="small" align="end">
        <ActionList selectionVariant="single" aria-label="Theme">
          {themes.map((one) => {
            const ThemeIcon = icons[one]
            return (
              <ActionList.Item key={one} selected={one === theme} onSelect={() => choose(one)}>
                <ActionList.LeadingVisual>
                  <ThemeIcon />
                </ActionList.LeadingVisual>
                {themeNames[one]}
              </ActionList.Item>
            )
          })}
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  )
}
