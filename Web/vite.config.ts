import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const service = process.env.VAULT_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // Nothing is put into a page as data: the policy allows files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every place needs is one file, however many places share its parts.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|openapi-fetch|eventsource-parser)[\\/]|src[\\/](api|shell|conversations)[\\/]|src[\\/]i18n[\\/](index|en)|src[\\/]settings[\\/](preferences|signedIn)|src[\\/]knowledge[\\/]library|src[\\/]chat[\\/](thread|keys)/,
            },
          ],
        },
      },
    },
  },
  // `npm run dev` beside a running service.
  server: { proxy: { '/api': service, '/objects': service } },
})
