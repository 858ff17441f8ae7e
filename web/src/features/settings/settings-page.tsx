import { Page } from '../../components/page.tsx';
import { useText } from '../../lib/i18n.ts';
import { Account } from './account.tsx';
import { Look } from './look.tsx';
import { Notices } from './notices.tsx';
import { Profile } from './profile.tsx';

export function SettingsPage() {
  const text = useText();
  return (
    <Page title={text('settings.title')}>
      <Profile />
      <Look />
      <Notices />
      <Account />
    </Page>
  );
}
