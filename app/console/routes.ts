import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { NotThere, PageFailed } from './parts/page-failed.tsx'
import { parseSearch, type SearchParams, writeSearch } from './search-params.ts'
import { Shell } from './shell/shell.tsx'

/** What every address may hold: the organization that is looked at, by its id; undefined: all that somebody sees. And filters. */
export interface ConsoleSearch extends SearchParams {
  readonly organization?: string
}

const root = createRootRoute({
  component: Shell,
  validateSearch: ({ organization, ...rest }: SearchParams): ConsoleSearch =>
    typeof organization === 'string' ? { ...rest, organization } : rest,
  // Whoever looks at one organization goes on doing so.
  search: { middlewares: [retainSearchParams(['organization'])] },
})

/** All pages, each loaded when it is gone to. Their filters read the rest of the address: see `parts/use-filtering.ts`. */
const pages = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/overview.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/repositories',
    component: lazyRouteComponent(() => import('./pages/repositories.tsx'), 'RepositoriesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/repositories/$repository',
    component: lazyRouteComponent(() => import('./pages/repository.tsx'), 'RepositoryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/requests',
    component: lazyRouteComponent(() => import('./pages/requests.tsx'), 'RequestsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/requests/emergencies',
    component: lazyRouteComponent(() => import('./pages/emergencies.tsx'), 'EmergenciesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/requests/exceptions',
    component: lazyRouteComponent(() => import('./pages/exceptions.tsx'), 'ExceptionsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/requests/recertifications',
    component: lazyRouteComponent(() => import('./pages/recertifications.tsx'), 'RecertificationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/requests/recertifications/$recertification',
    component: lazyRouteComponent(() => import('./pages/recertification.tsx'), 'RecertificationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/requests/$request',
    component: lazyRouteComponent(() => import('./pages/request.tsx'), 'RequestPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/findings',
    component: lazyRouteComponent(() => import('./pages/findings.tsx'), 'FindingsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/findings/verdicts',
    component: lazyRouteComponent(() => import('./pages/waiting-verdicts.tsx'), 'WaitingVerdictsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/findings/rules',
    component: lazyRouteComponent(() => import('./pages/finding-rules.tsx'), 'FindingRulesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/findings/$rule/$fingerprint',
    component: lazyRouteComponent(() => import('./pages/finding.tsx'), 'FindingPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/policy',
    component: lazyRouteComponent(() => import('./pages/policy.tsx'), 'PolicyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/people',
    component: lazyRouteComponent(() => import('./pages/people.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/data',
    component: lazyRouteComponent(() => import('./pages/data.tsx'), 'DataPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/claude',
    component: lazyRouteComponent(() => import('./pages/claude.tsx'), 'ClaudePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/siem',
    component: lazyRouteComponent(() => import('./pages/siem.tsx'), 'SiemPage'),
  }),
] as const

const tree = root.addChildren([...pages])

export const createConsoleRouter = () =>
  createRouter({
    routeTree: tree,
    parseSearch,
    stringifySearch: writeSearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: NotThere,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
