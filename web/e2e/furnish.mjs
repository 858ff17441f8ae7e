import { befriend, company } from './api.mjs';
import { morning, paper } from './pictures.mjs';

/** A small company at work, for pictures. */
export async function furnish(url) {
  const [hana, ken, yui, tom] = await company(url, '燕商会', [
    { name: '佐藤 花', email: 'hana@example.org' },
    { name: '田中 健', email: 'ken@example.org' },
    { name: '鈴木 結衣', email: 'yui@example.org' },
    { name: 'Tom Becker', email: 'tom@example.org' },
  ]);
  for (const other of [ken, yui]) await befriend(hana, other);
  await tom.call('PUT', '/v1/me/portrait', { image: morning(256, 256).toString('base64') });
  await tom.call('POST', '/v1/contact-requests', { account_id: hana.id, message: 'Hello from Berlin!' });
  const group = async (name, icon, members) =>
    (
      await ken.call('POST', '/v1/rooms', {
        name, icon, description: '', admin_ids: [ken.id], member_ids: members.map((member) => member.id),
      })
    ).room_id;
  await befriend(ken, yui);
  await befriend(ken, tom);
  const room = await group('春の新商品プロジェクト', 'project', [hana, yui, tom]);
  const lunch = await group('ランチ部', 'magcup', [hana, yui]);
  await group('Design review', 'idea', [hana, tom]);
  await ken.call('PATCH', `/v1/rooms/${room}`, {
    description: '4月発売の新商品について。[info][title]大切な日[/title]3/20 最終デザイン\n4/10 発売[/info]',
  });
  const due = (days) => ({ type: 'date', at: Date.now() + days * 86_400_000 });
  await ken.call('POST', `/v1/rooms/${room}/tasks`, { body: '最終デザインの確認', assignee_ids: [hana.id], deadline: due(1) });
  await yui.call('POST', `/v1/rooms/${room}/tasks`, { body: '発売のお知らせを書く', assignee_ids: [hana.id, yui.id], deadline: due(-1) });
  const first = await ken.post(room, 'おはようございます！ 新商品のデザイン案ができました (cracker)\nhttps://example.org/designs/spring');
  await hana.post(room, `[rp aid=${ken.id} to=${room}-${first.message_id}]田中 健さん\n早いですね、ありがとうございます。午後に確認します。`);
  await yui.post(room, '色は2番目が好きです');
  await yui.post(room, '春らしくて、ロゴも読みやすいと思います :)');
  const printed = paper('Spring launch', ['1  Final artwork, 12 March', '2  Proofs from the print shop', '3  Launch on 10 April']);
  const notes = Buffer.from('議事メモ\n\n・色は2番目の案で決定\n・ロゴは左上に置く\n・印刷所への入稿は金曜日 17:00 まで\n');
  await hana.send(room, [{ name: 'Launch plan.pdf', bytes: printed }, { name: '議事メモ.txt', bytes: notes }], '');
  await tom.post(room, '[toall]\nThe print shop needs the final files by Friday, 17:00. Is that still realistic?');
  await ken.post(room, `[qt][qtmeta aid=${tom.id} time=${Math.floor(Date.now() / 1000)}]The print shop needs the final files by Friday, 17:00.[/qt]\nはい、大丈夫です。書き出しの設定はこれで：\n[code]\nformat = pdf/x-4\nbleed  = 3mm\ncolour = cmyk\n[/code]`);
  await hana.send(room, [{ name: '春の新商品_デザイン案.png', bytes: morning(960, 400) }], '2番目の案です');
  await hana.examined(room);
  const asked = await ken.post(room, `[To:${hana.id}]佐藤 花さん\n最終確認をお願いできますか？ (please)`);
  await hana.call('PUT', `/v1/rooms/${room}/messages/${first.message_id}/reactions/congratulations`);
  await yui.call('PUT', `/v1/rooms/${room}/messages/${first.message_id}/reactions/congratulations`);
  await tom.call('PUT', `/v1/rooms/${room}/messages/${first.message_id}/reactions/like`);
  await tom.call('PUT', `/v1/rooms/${room}/messages/${asked.message_id}/reactions/understood`);
  await hana.call('POST', `/v1/rooms/${lunch}/tasks`, { body: 'お店を予約する', assignee_ids: [hana.id] });
  await yui.post(lunch, '今日は駅前のカレーにしませんか (eat)');
  const link = async (person, group) => {
    const { link: made } = await person.call('PUT', `/v1/rooms/${group}/link`, { needs_approval: true });
    await person.call('GET', `/v1/rooms/${group}/link`);
    return new URL(made.url).pathname;
  };
  const own = await hana.group('花見の会', [ken]);
  await tom.call('POST', `/v1${(await link(hana, own)).replace('/g/', '/links/')}/join`);
  const { code } = await hana.call('POST', '/v1/organization/invitations', {});
  await hana.call('GET', '/v1/organization/invitations');
  return {
    hana, room, lunch, own,
    people: [hana, ken, yui, tom],
    link: await link(ken, await group('Tea club', 'magcup', [yui])),
    invitation: code,
  };
}
