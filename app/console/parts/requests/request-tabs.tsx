import { Tabs } from '../tabs.tsx'

const tabs = [
  { title: 'Waiting for me', href: '/requests' },
  { title: 'Open', href: '/requests?show=open' },
  { title: 'Approved', href: '/requests?show=approved' },
  { title: 'Ended', href: '/requests?show=ended' },
  { title: 'Mine', href: '/requests?show=mine' },
  { title: 'Emergencies', href: '/requests/emergencies' },
  { title: 'Exceptions', href: '/requests/exceptions' },
  { title: 'Recertifications', href: '/requests/recertifications' },
]

/** @param name of what the page of requests shows; `waiting` is what it shows anyway */
export const hrefOfShown = (name: string): string =>
  name === 'waiting' ? '/requests' : `/requests?show=${name}`

/** What was asked for, what was let in or waived beside it, and what is confirmed again. */
export function RequestTabs({ current }: { readonly current: string }) {
  return <Tabs label="Requests, and what stands beside them" tabs={tabs} current={current} />
}
