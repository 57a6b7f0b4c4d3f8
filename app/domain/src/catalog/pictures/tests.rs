use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: usize) -> PictureId {
    PictureId::new(Uuid::from_u128(u128::try_from(n).unwrap()))
}

fn image(width: u32, height: u32) -> Image {
    Image { file: FileHash::new([7; 32]), width, height }
}

fn three() -> Pictures {
    Pictures::default().with((0..3).map(|n| (id(n), image(800, 600)))).unwrap()
}

fn ids(pictures: &Pictures) -> Vec<PictureId> {
    pictures.iter().map(|p| p.id).collect()
}

#[test]
fn the_first_picture_gets_all_roles_and_each_role_stays_with_one() {
    let three = three();
    assert_eq!(three.iter().map(|p| p.roles.len()).collect::<Vec<_>>(), [3, 0, 0]);
    let said = PictureDraft { alt: Some("Its foot".into()), roles: [Role::Small].into(), is_hidden: false };
    let next = three.saying(id(1), None, &said);
    assert_eq!(next.of(Role::Small).map(|p| (p.id, p.alt.as_str())), Some((id(1), "Its foot")));
    assert_eq!(next.of(Role::Base).map(|p| p.id), Some(id(0)));
    let untold = next.saying(id(1), None, &PictureDraft { roles: BTreeSet::new(), ..said });
    assert_eq!(untold.of(Role::Small).map(|p| p.id), Some(id(0)), "a role that none has goes to the first");
}

#[test]
fn what_is_hidden_is_not_in_the_gallery_and_the_base_picture_comes_first() {
    let base = PictureDraft { alt: None, roles: [Role::Base].into(), is_hidden: false };
    let gallery = |p: &Pictures| p.gallery().iter().map(|p| p.id).collect::<Vec<_>>();
    let next = three().saying(id(2), None, &base);
    assert_eq!(gallery(&next), [id(2), id(0), id(1)]);
    let hidden = next.saying(id(2), None, &PictureDraft { is_hidden: true, ..base });
    assert_eq!(gallery(&hidden), [id(0), id(1)]);
    assert_eq!(hidden.of(Role::Base).map(|p| p.id), Some(id(2)), "its roles hold");
    assert_eq!(gallery(&Pictures::default()), []);
}

#[test]
fn a_view_says_a_text_of_its_own_and_nothing_else() {
    let (german, other) = (StoreViewId::new(Uuid::from_u128(1)), StoreViewId::new(Uuid::from_u128(2)));
    let said = PictureDraft { alt: Some("Sein Fuß".into()), roles: [Role::Base].into(), is_hidden: true };
    let next = three().saying(id(1), Some(german), &said);
    let picture = next.find(id(1)).unwrap();
    assert_eq!((picture.is_hidden, picture.roles.len()), (false, 0));
    assert_eq!(picture.clone().in_view(Some(german)).alt, "Sein Fuß");
    assert_eq!((picture.clone().in_view(Some(other)).alt, picture.clone().in_view(None).alt), (String::new(), String::new()));
    assert_eq!(next.saying(id(1), Some(german), &PictureDraft { alt: None, ..said }), three());
}

#[test]
fn a_product_has_no_more_pictures_than_it_can_show() {
    let many = (0..=Pictures::MOST).map(|n| (id(n), image(1, 1)));
    assert_eq!(Pictures::default().with(many), Err(Flaw::TooManyPictures));
}

#[test]
fn an_address_names_a_file_and_a_size_and_nothing_else() {
    let picture = image(4000, 3000);
    let address = picture.address(Size::Fine, Format::WebP);
    let [file, rendition] = *address.strip_prefix("/picture/").unwrap().split('/').collect::<Vec<_>>() else { panic!("{address}") };
    assert_eq!(file.parse(), Ok(picture.file));
    assert_eq!(rendition.parse(), Ok(Rendition { size: Size::Fine, format: Format::WebP }));
    for none in ["641.webp", "640", "640.svg", "0640.webp", "640.webp ", "../640.webp", "", "640.WEBP"] {
        assert_eq!(none.parse::<Rendition>(), Err(NoFile), "{none}");
    }
    let long = "0".repeat(66);
    for none in ["", "..", &long, &long[..63], &"A".repeat(64), &"ä".repeat(32), &format!("{}g", &long[..63])] {
        assert_eq!(none.parse::<FileHash>(), Err(NoFile), "{none}");
    }
}

proptest! {
    #[test]
    fn a_hash_reads_back_as_it_was_written(hash: [u8; 32]) {
        let hash = FileHash::new(hash);
        prop_assert_eq!(hash.to_string().parse(), Ok(hash));
    }

    #[test]
    fn a_picture_fits_keeps_its_shape_and_never_grows(width in 1_u32..16_000, height in 1_u32..16_000) {
        let picture = image(width, height);
        for size in Size::ALL {
            let (w, h) = picture.fit(size);
            prop_assert!(w >= 1 && h >= 1 && w <= width && h <= height && w.max(h) <= size.pixels());
            let (shape, kept) = (f64::from(width) * f64::from(h), f64::from(height) * f64::from(w));
            prop_assert!((shape - kept).abs() <= f64::from(width.max(height)), "{w} x {h} of {width} x {height}");
        }
        let sizes: Vec<Size> = picture.sizes().collect();
        prop_assert_eq!(sizes[0], Size::Thumbnail);
        let widths: BTreeSet<_> = sizes.iter().map(|size| picture.fit(*size)).collect();
        prop_assert_eq!(widths.len(), sizes.len(), "each size is another");
        prop_assert_eq!(picture.fit(sizes[sizes.len() - 1]), picture.fit(Size::Large), "the largest is there");
    }

    #[test]
    fn moving_keeps_all_and_moving_back_is_nothing(many in 1_usize..8, n in 0_usize..8, front: bool) {
        let pictures = Pictures::default().with((0..many).map(|n| (id(n), image(9, 9)))).unwrap();
        let order = ids(&pictures);
        let (there, back) = if front { (Towards::Front, Towards::Back) } else { (Towards::Back, Towards::Front) };
        let next = moved(&order, id(n), there);
        prop_assert_eq!(&ids(&pictures.in_order(&next).unwrap()), &next);
        if next != order {
            prop_assert_eq!(moved(&next, id(n), back), order);
        }
    }

    #[test]
    fn an_order_that_names_others_is_none(wrong in proptest::collection::vec(0_usize..5, 0..5)) {
        let order: Vec<PictureId> = wrong.iter().map(|n| id(*n)).collect();
        let mut sorted = wrong;
        sorted.sort_unstable();
        prop_assert_eq!(three().in_order(&order).is_some(), sorted == [0, 1, 2]);
    }
}
