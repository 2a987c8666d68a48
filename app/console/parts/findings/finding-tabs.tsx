import { Tabs } from '../tabs.tsx'

const tabs = [
  { title: 'Findings', href: '/findings' },
  { title: 'Rules', href: '/findings/rules' },
]

export function FindingTabs({ current }: { readonly current: '/findings' | '/findings/rules' }) {
  return <Tabs label="Ways to look at findings" tabs={tabs} current={current} />
}
