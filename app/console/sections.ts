import {
  CheckCircleIcon,
  GearIcon,
  HistoryIcon,
  HomeIcon,
  type Icon,
  LawIcon,
  RepoIcon,
  ShieldIcon,
} from '@primer/octicons-react'

/** A part of the console that is always one click, or `g` and a key, away. */
export interface Section {
  readonly path: string
  readonly title: string
  /** After `g`. */
  readonly key: string
  readonly icon: Icon
  /** What of `shell/counts.ts` stands beside it. */
  readonly counts?: 'requests' | 'findings'
}

export const sections: readonly Section[] = [
  { path: '/', title: 'Overview', key: 'o', icon: HomeIcon },
  { path: '/repositories', title: 'Repositories', key: 'r', icon: RepoIcon },
  { path: '/requests', title: 'Requests', key: 'q', icon: CheckCircleIcon, counts: 'requests' },
  { path: '/findings', title: 'Findings', key: 'f', icon: ShieldIcon, counts: 'findings' },
  { path: '/policy', title: 'Policy', key: 'p', icon: LawIcon },
  { path: '/audit', title: 'Audit', key: 'a', icon: HistoryIcon },
  { path: '/settings', title: 'Settings', key: 's', icon: GearIcon },
]

/** Whether a path lies in a section. Pure. */
export const isWithin = (path: string, section: string): boolean =>
  section === '/' ? path === '/' : path === section || path.startsWith(`${section}/`)
