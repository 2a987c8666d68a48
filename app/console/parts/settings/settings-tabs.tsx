import { Tabs } from '../tabs.tsx'

const tabs = [
  { title: 'Set-up', href: '/settings' },
  { title: 'People and programs', href: '/settings/people' },
  { title: 'Data', href: '/settings/data' },
  { title: 'Claude’s side', href: '/settings/claude' },
  { title: 'SIEM', href: '/settings/siem' },
] as const

/** What is set, each with a page of its own: nobody waits for what they did not come for. */
export function SettingsTabs({ current }: { readonly current: (typeof tabs)[number]['href'] }) {
  return <Tabs label="What is set" tabs={tabs} current={current} />
}
