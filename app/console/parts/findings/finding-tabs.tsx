import { Tabs } from '../tabs.tsx'

const tabs = [
  { title: 'Findings', href: '/findings' },
  { title: 'Answers to confirm', href: '/findings/verdicts' },
  { title: 'Rules', href: '/findings/rules' },
] as const

export function FindingTabs({ current }: { readonly current: (typeof tabs)[number]['href'] }) {
  return <Tabs label="Ways to look at findings" tabs={tabs} current={current} />
}
