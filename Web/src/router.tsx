import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { ChatPage } from './chat/ChatPage'
import { Welcome } from './chat/Welcome'
import type { Cited } from './knowledge/NotePage'
import { NotFound } from './shell/NotFound'
import { Shell } from './shell/Shell'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
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

export const router = createRouter({
  routeTree: root.addChildren([welcome, chat, gallery, knowledge, collection, note, costs, settings]),
  defaultPreload: 'intent',
  // It would write a script and a style into the page, which the policy forbids.
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
