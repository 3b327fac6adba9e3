import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, useRouterState } from '@tanstack/react-router'
import { ChatPage } from './chat/ChatPage'
import { Welcome } from './chat/Welcome'
import type { Cited } from './knowledge/NotePage'
import { NotFound } from './shell/NotFound'
import { Shell } from './shell/Shell'

/** The operators' console has a frame of its own. */
function Frame() {
  const isConsole = useRouterState({ select: (s) => /^\/console(\/|$)/.test(s.location.pathname) })
  return isConsole ? <Outlet /> : <Shell />
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })
const welcome = createRoute({ getParentRoute: () => root, path: '/', component: Welcome })
const chat = createRoute({ getParentRoute: () => root, path: '/chat/$id', component: ChatPage })
const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: lazyRouteComponent(() => import('./gallery/GalleryPage'), 'GalleryPage'),
})
const knowledge = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('./knowledge/KnowledgePage'), 'KnowledgePage'),
})
const collection = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/$id',
  component: lazyRouteComponent(() => import('./knowledge/CollectionPage'), 'CollectionPage'),
})
const line = (value: unknown) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined)
const note = createRoute({
  getParentRoute: () => root,
  path: '/knowledge/$id/$note',
  validateSearch: (search): Cited => ({
    from: line(search.from),
    to: line(search.to),
    hash: typeof search.hash === 'string' ? search.hash : undefined,
  }),
  component: lazyRouteComponent(() => import('./knowledge/NotePage'), 'NotePage'),
})
const costs = createRoute({
  getParentRoute: () => root,
  path: '/costs',
  component: lazyRouteComponent(() => import('./costs/CostsPage'), 'CostsPage'),
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/SettingsPage'), 'SettingsPage'),
})

const consoleShell = createRoute({
  getParentRoute: () => root,
  path: '/console',
  component: lazyRouteComponent(() => import('./console/ConsoleShell'), 'ConsoleShell'),
})
const inbox = createRoute({
  getParentRoute: () => consoleShell,
  path: '/',
  component: lazyRouteComponent(() => import('./console/inbox/InboxPage'), 'InboxPage'),
})
const inboxed = createRoute({
  getParentRoute: () => consoleShell,
  path: '/inbox/$id',
  component: lazyRouteComponent(() => import('./console/inbox/InboxPage'), 'InboxPage'),
})
const work = createRoute({
  getParentRoute: () => consoleShell,
  path: '/work',
  component: lazyRouteComponent(() => import('./console/work/WorkPage'), 'WorkPage'),
})
const people = createRoute({
  getParentRoute: () => consoleShell,
  path: '/people',
  component: lazyRouteComponent(() => import('./console/people/PeoplePage'), 'PeoplePage'),
})
const numbers = createRoute({
  getParentRoute: () => consoleShell,
  path: '/numbers',
  component: lazyRouteComponent(() => import('./console/numbers/NumbersPage'), 'NumbersPage'),
})
const desk = consoleShell.addChildren([inbox, inboxed, work, numbers, people])

export const router = createRouter({
  routeTree: root.addChildren([welcome, chat, gallery, knowledge, collection, note, costs, settings, desk]),
  defaultPreload: 'intent',
  // It would write a script and a style into the page, which the policy forbids.
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
