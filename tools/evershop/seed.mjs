// Fills an empty EverShop with what seed.json beside it says, by EverShop's own services; it is copied into the
// shop's folder and run there, with the database's address in the environment.
import { mkdir, readFile } from 'node:fs/promises';
import { insert, select } from '@evershop/postgres-query-builder';
import sharp from 'sharp';

const DIST = './node_modules/@evershop/evershop/dist';
const { pool } = await import(`${DIST}/lib/postgres/connection.js`);
const { migrate } = await import(`${DIST}/bin/lib/bootstrap/migrate.js`);
const { getCoreModules } = await import(`${DIST}/bin/lib/loadModules.js`);
const { createPage } = await import(`${DIST}/modules/cms/services/page/createPage.js`);
const [createCategory, createCollection, createProduct, createCoupon] = await Promise.all(
  ['catalog/services/category/createCategory', 'catalog/services/collection/createCollection',
    'catalog/services/product/createProduct', 'promotion/services/coupon/createCoupon',
  ].map(async (name) => (await import(`${DIST}/modules/${name}.js`)).default)
);

const seed = JSON.parse(await readFile('seed.json', 'utf-8'));
await migrate(getCoreModules());
const put = async (table, row) => (await insert(table).given(row).execute(pool)).insertId;
const one = (table, column, value) => select().from(table).where(column, '=', value).load(pool);

for (const [name, value] of Object.entries(seed.settings)) await put('setting', { name, value, is_json: false });
await deliveries();
const categories = {};
for (const each of seed.categories) {
  const { category_id: id } = await createCategory({ ...each, description: prose([each.text]), status: 1, include_in_nav: 1 }, {});
  categories[each.url_key] = id;
}
const collection = await createCollection({ ...seed.collection, description: prose([seed.collection.text]) }, {});
await sizes();
for (const each of seed.products) await product(each);
for (const each of seed.coupons) await createCoupon(each, {});
for (const { paragraphs, ...each } of seed.pages) {
  await createPage({ ...each, status: 1, meta_title: each.name, content: prose(paragraphs) }, {});
}
for (const each of seed.widgets) await widget(each);
process.exit(0); // a connection that the migration keeps would hold the process

async function deliveries() {
  const { name, countries, methods } = seed.delivery;
  const zone = await put('shipping_zone', { name });
  for (const country of countries) await put('shipping_zone_country', { zone_id: zone, country });
  await put('shipping_zone_provider', { zone_id: zone, provider_code: 'core', is_enabled: true });
  for (const [order, each] of methods.entries()) {
    const method = await put('core_shipping_method', { name: each.name, sort_order: order });
    await put('core_shipping_method_rate', { method_id: method, zone_id: zone, cost: each.cost });
  }
}

async function sizes() {
  const attribute = await one('attribute', 'attribute_code', 'size');
  for (const text of new Set(seed.products.map((each) => each.size).filter(Boolean))) {
    await put('attribute_option', { attribute_id: attribute.attribute_id, attribute_code: 'size', option_text: text });
  }
}

async function product({ category, picture, size, family, featured, text, ...fields }) {
  const box = await one('package', 'is_default', true);
  const group = await one('attribute_group', 'group_name', 'Default');
  const row = {
    ...fields, type: 'simple', status: true, visibility: true, manage_stock: true, weight: 0.4,
    group_id: group.attribute_group_id, package_id: box.package_id, category_id: categories[category],
    description: prose([text]), images: [await drawing(fields.url_key, picture)], attributes: [],
  };
  if (family) {
    row.variant_group_id = await groupOf(family, group.attribute_group_id);
    const option = await one('attribute_option', 'option_text', size);
    row.attributes = [{ attribute_code: 'size', value: String(option.attribute_option_id) }];
  }
  const { product_id: id } = await createProduct(row, {});
  if (featured) await put('product_collection', { collection_id: collection.collection_id, product_id: id });
}

async function groupOf(family, attributes) {
  groupOf.known ??= new Map();
  if (!groupOf.known.has(family)) {
    const { attribute_id: size } = await one('attribute', 'attribute_code', 'size');
    groupOf.known.set(family, await put('variant_group', { attribute_group_id: attributes, attribute_one: size, visibility: true }));
  }
  return groupOf.known.get(family);
}

async function drawing(name, svg) {
  await mkdir('media/catalog', { recursive: true });
  await sharp(Buffer.from(svg)).png().toFile(`media/catalog/${name}.png`);
  return `/assets/catalog/${name}.png`;
}

async function widget({ route, area, order, settings, ...fields }) {
  const id = await put('widget_instance', { ...fields, settings: JSON.stringify(settings), status: true });
  await put('widget_placement', { widget_instance_id: id, route, area, sort_order: order });
}

function prose(paragraphs) {
  const blocks = paragraphs.map((text, index) => ({ id: `p${index}`, type: 'paragraph', data: { text } }));
  return [{ id: 'r__1', size: 1, className: 'md:grid-cols-1', columns: [{ id: 'c__1', size: 1, data: { time: 0, blocks, version: '2.31.0' } }] }];
}
