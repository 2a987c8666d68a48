import { Tabs } from '../tabs.tsx'

const tabs = [
  { title: 'Events', href: '/audit' },
  { title: 'Evidence', href: '/audit/evidence' },
] as const

/** The record, and what is made of it for those who audit. */
export function AuditTabs({ current }: { readonly current: (typeof tabs)[number]['href'] }) {
  return <Tabs label="What is recorded" tabs={tabs} current={current} />
}
