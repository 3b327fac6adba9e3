import './styles/base.css'
import './styles/chat.css'
import './styles/parts.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isPassing } from './api/client'
import { speak } from './i18n'
import { router } from './router'
import { paint, preferences } from './settings/preferences'

paint()
const queries = new QueryClient({
  defaultOptions: { queries: { retry: (failures, error) => failures < 3 && isPassing(error), staleTime: 15_000 } },
})
await speak().catch(() => {
  // The language's file could not be loaded: English is here.
})
window.addEventListener('storage', () => {
  paint()
  if (preferences.get().language) void speak()
})
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
