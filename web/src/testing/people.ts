import type { OwnPerson } from '../sync/protocol.ts';

export function ownPerson(account: number): OwnPerson {
  return {
    account_id: account,
    name: `person ${account}`,
    chatwork_id: '',
    organization_id: 1,
    organization_name: 'Tsubame',
    department: '',
    title: '',
    url: '',
    introduction: '',
    mail: '',
    tel_organization: '',
    tel_extension: '',
    tel_mobile: '',
    skype: '',
    facebook: '',
    twitter: '',
    avatar_url: '/avatars/0/P',
    status_text: '',
    active: true,
    login_email: `${account}@example.org`,
    my_room_id: 1,
    avatar: '',
  };
}
